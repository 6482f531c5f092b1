"""The store keeps what it promises; `conftest` names the databases on which every promise is checked."""
