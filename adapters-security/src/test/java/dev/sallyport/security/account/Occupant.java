package dev.sallyport.security.account;

import java.util.concurrent.CompletableFuture;

/** Somebody who takes up one place behind a bulkhead while something else is tried. */
final class Occupant {
    private Occupant() {}

    static void isIn(Bulkhead bulkhead, Runnable meanwhile) throws InterruptedException {
        CompletableFuture<Void> inside = new CompletableFuture<>();
        CompletableFuture<Void> leaving = new CompletableFuture<>();
        Thread occupant = Thread.ofVirtual()
                .start(() -> bulkhead.run(() -> {
                    inside.complete(null);
                    return leaving.join();
                }));
        inside.join();
        try {
            meanwhile.run();
        } finally {
            leaving.complete(null);
            occupant.join();
        }
    }
}
