"""Files in: recognise, check, preview, confirm, receipt, undo. All or nothing, and again as often as one likes."""
