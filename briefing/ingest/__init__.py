"""Sources -> articles: files, folders, standard input, feeds, pages, newsletters and OPML lists."""
