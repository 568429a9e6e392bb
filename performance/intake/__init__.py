"""What people send as files, looked at before anything keeps it. A file is never believed."""
