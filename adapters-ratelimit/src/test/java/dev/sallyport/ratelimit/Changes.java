package dev.sallyport.ratelimit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a listener heard, in order. */
final class Changes implements StoreListener {
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Override
    public void opened(String reason) {
        heard.add("opened: " + reason);
    }

    @Override
    public void closed() {
        heard.add("closed");
    }

    List<String> heard() {
        return List.copyOf(heard);
    }
}
