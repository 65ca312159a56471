"""What sites and networks show around copy: items of feeds, threads of posts, and notices in place of a story."""
