"""The facts of social work as people state them: workers, cases, teams, proposals."""
