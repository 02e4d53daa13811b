package dev.sallyport.application.audit;

import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.RecordedEvent;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** What the audit trail tells a user of themselves, newest first, read in pages while it is gone through: no more than one of them is ever in memory. */
public final class Activity implements Iterable<RecordedEvent> {
    private static final int PAGE = 500;

    private final UserId user;
    private final AuditTrail trail;
    private final List<RecordedEvent> firstPage;

    private Activity(UserId user, AuditTrail trail, List<RecordedEvent> firstPage) {
        this.user = user;
        this.trail = trail;
        this.firstPage = firstPage;
    }

    /** All of it, of which the first page is read at once. */
    public static Activity of(UserId user, AuditTrail trail) {
        return new Activity(user, trail, trail.of(user, null, PAGE));
    }

    @Override
    public Iterator<RecordedEvent> iterator() {
        return new Pages();
    }

    private final class Pages implements Iterator<RecordedEvent> {
        private List<RecordedEvent> page = firstPage;
        private int read;

        @Override
        public boolean hasNext() {
            if (read == page.size() && page.size() == PAGE) {
                page = trail.of(user, page.getLast().position(), PAGE);
                read = 0;
            }
            return read < page.size();
        }

        @Override
        public RecordedEvent next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.get(read++).toldTo(user);
        }
    }
}
