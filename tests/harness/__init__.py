"""What `./run test` is made of: checks, rings of tests, their servers, one sum at the end."""
