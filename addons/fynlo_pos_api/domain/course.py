"""Courses: with which part of the meal a dish is served, 1 is the first."""

LAST_COURSE = 20
