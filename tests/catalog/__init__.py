"""What does the public find in the catalog?"""
