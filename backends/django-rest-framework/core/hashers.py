"""How passwords are kept."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class DemoPasswordHasher(PBKDF2PasswordHasher):
    """For demonstrations only: their password is printed in the manual, and tests sign in hundreds of times."""

    algorithm = "pbkdf2_sha256_demo"
    iterations = 20_000
