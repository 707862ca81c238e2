"""The demo town: fictional spreadsheets and maps, see README.md."""
