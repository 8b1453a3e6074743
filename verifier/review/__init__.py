"""What people decide about verdicts and findings: suppression, baseline, selection."""
