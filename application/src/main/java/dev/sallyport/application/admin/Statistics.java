package dev.sallyport.application.admin;

import java.time.LocalDate;
import java.util.List;

/** Counts what there is and what happened. Counting goes through all of it, so it is not to be asked at every turn. */
public interface Statistics {
    /**
     * What there is now, and what happened on every day (of UTC) since then. One round trip.
     *
     * @param from the first of those days
     * @throws dev.sallyport.application.ServiceUnavailable also if it takes too long, which a few seconds are
     */
    Counted since(LocalDate from);

    /**
     * What was counted.
     *
     * @param days those on which something happened, the earliest first
     */
    record Counted(Counts counts, List<Day> days) {
        public Counted {
            days = List.copyOf(days);
        }
    }

    /**
     * What there is.
     *
     * @param suspended accounts that cannot be used
     * @param administrators active accounts with the role admin
     * @param liveSessions that are not over
     * @param pendingRegistrations that wait for their address to be proven
     * @param waitingMails that are still to be sent
     * @param deadMails that could not be delivered
     */
    record Counts(
            long users,
            long suspended,
            long withTwoFactor,
            long administrators,
            long liveSessions,
            long pendingRegistrations,
            long waitingMails,
            long deadMails) {
        /** Accounts that can be used. */
        public long active() {
            return users - suspended;
        }
    }

    /**
     * What happened on a day.
     *
     * @param registrations accounts that came into being, however
     */
    record Day(LocalDate day, long registrations, long signIns, long refusedSignIns) {}
}
