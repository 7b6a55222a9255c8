"""Does the API as a whole keep its word?"""
