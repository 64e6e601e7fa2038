"""Drawn papers and photographs of them, with their truth. Every paper is marked 見本."""
