"""Pictures and pages out of foreign bytes, and clean JPEGs of them."""
