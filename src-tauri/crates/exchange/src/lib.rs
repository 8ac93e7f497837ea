//! Files in and out: Jira CSV and plan JSON in; JSON, Markdown and HTML out.
