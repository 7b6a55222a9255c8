"""Which pages belong to no single app?"""
