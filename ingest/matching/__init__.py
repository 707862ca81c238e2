"""Which records describe the same thing: verdicts on pairs, clusters, candidates for people to judge."""
