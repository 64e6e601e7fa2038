"""What runs behind the lock: the program of zygote and children."""
