package dev.sallyport.http.routing;

import java.util.List;

/** What a caller makes a change conditional on: that there still is what they have in mind (RFC 9110 §13.1.1). */
public final class IfMatch {

    private final List<String> fields;

    private IfMatch(List<String> fields) {
        this.fields = fields;
    }

    /** The condition of a request; one without any has nothing against a change. */
    public static IfMatch of(Request request) {
        return new IfMatch(request.headers("If-Match"));
    }

    /**
     * Whether they have that in mind.
     *
     * @param now what GET answers
     */
    public boolean holdsFor(Response now) {
        return fields.isEmpty() || now.tag().isStronglyAmong(fields);
    }
}
