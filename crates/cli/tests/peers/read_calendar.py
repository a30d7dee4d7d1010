"""Reads a calendar on standard input with icalendar from PyPI, and prints its events as JSON."""

import json
import sys

import icalendar

calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
events = []
for event in calendar.walk("VEVENT"):
    alarms = event.walk("VALARM")
    events.append(
        {
            "uid": str(event["UID"]),
            "at": event.decoded("DTSTART").strftime("%Y-%m-%dT%H:%M:%SZ"),
            "zone": event.decoded("DTSTART").tzname(),
            "summary": str(event["SUMMARY"]),
            "description": str(event["DESCRIPTION"]),
            "url": str(event.get("URL", "")),
            "alarms": [int(alarm.decoded("TRIGGER").total_seconds()) for alarm in alarms],
            "errors": [list(map(str, error)) for error in event.errors],
        }
    )
json.dump({"version": str(calendar["VERSION"]), "errors": [list(map(str, error)) for error in calendar.errors], "events": events}, sys.stdout)
