"""What do programs of applicants do with a case?"""
