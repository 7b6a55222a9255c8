"""What is a case judged by, and what does the portal compute of it? Pure Python, see README.md."""
