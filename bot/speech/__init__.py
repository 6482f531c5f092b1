"""Speech: what happened in a turn, said in the respondent's language as prompts that any channel can lay out."""
