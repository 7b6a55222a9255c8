"""Positions of destinations, without Django."""
