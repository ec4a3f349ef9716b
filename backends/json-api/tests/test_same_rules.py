"""The plain project's own tests, asked in JSON:API."""

from tests import test_alerts, test_directory, test_events, test_public, test_session
from tests.case import CoalitionCase

from through import ThroughDocuments


def asked_through(module):
    for name, case in vars(module).items():
        if isinstance(case, type) and issubclass(case, CoalitionCase) and case is not CoalitionCase:
            yield name, type(name, (case,), {"client_class": ThroughDocuments, "__module__": __name__})


for module in (test_alerts, test_directory, test_events, test_public, test_session):
    globals().update(asked_through(module))
