"""The graph store, "here", the questions and the exports."""
