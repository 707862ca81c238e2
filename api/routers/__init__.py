"""The routers of the HTTP application, one file per part of the contract."""
