"""Articles to mention drafts: sentences, triggers, dates, casualties, claims."""
