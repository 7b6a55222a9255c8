"""Can a program do what its person can on the pages, and nothing else?"""
