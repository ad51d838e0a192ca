import pytest

from tests.delegations.world import Table


@pytest.fixture
def table(db: None) -> Table:
    return Table()
