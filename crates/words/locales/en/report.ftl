### Words of a report: units, verdicts, deliveries, stops, what was not seen, owners, effects.

## Units, dates and lists

unit-day = { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
unit-hour = { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
unit-minute = { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
unit-second = { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
unit-both = { $large } { $small }
date = { $day } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    } { $year }
list-next = { $left }, { $right }
list-last = { $left } and { $right }
list-more = { " and " }{ $count } more
