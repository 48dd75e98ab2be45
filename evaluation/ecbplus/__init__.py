"""ECB+: news in pairs of alike happenings, and where the main event of each article is put."""
