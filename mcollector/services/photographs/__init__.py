"""Photographs: kept, examined, hinted at, returned."""
