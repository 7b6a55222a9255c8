"""Which bodies fall under a list through their owners?"""
