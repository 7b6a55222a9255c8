"""What is the license position of an item at a destination? Pure Python, see README.md."""
