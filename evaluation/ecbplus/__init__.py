"""ECB+: news in pairs of alike happenings: how articles are grouped, and where events are put."""
