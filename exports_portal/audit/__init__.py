"""Who did what to which object, and can the answer be trusted? (Import from the modules.)"""
