"""What a photograph shows: pose, sharpness, layout, a reading."""
