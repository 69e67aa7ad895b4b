"""What a plan is: sections, meetings, levels, unmet needs, verdict."""
