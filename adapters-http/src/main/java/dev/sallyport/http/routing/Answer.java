package dev.sallyport.http.routing;

import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.Refusal;

/** What a route answers. */
public sealed interface Answer {

    /** A response, ready to be sent. */
    record Sent(Response response) implements Answer {}

    /** A refusal, which still has to be put into the caller's language. */
    record Refused(Refusal refusal) implements Answer {}

    static Answer of(Response response) {
        return new Sent(response);
    }

    static Answer refusing(Problem problem) {
        return new Refused(Refusal.of(problem));
    }

    static Answer refusing(Refusal refusal) {
        return new Refused(refusal);
    }
}
