"""Which made-up people, organizations and proposals do the tests work with?"""
