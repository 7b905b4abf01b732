"""What must lie unreadable in the database or on disk is sealed here, under the site's own key."""
