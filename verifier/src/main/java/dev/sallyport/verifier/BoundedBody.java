package dev.sallyport.verifier;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Takes a response's body, unless it is longer than a set of keys can be. */
final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {
    private static final long MAX_LENGTH = 64 * 1024;

    private final HttpResponse.BodySubscriber<byte[]> bytes = HttpResponse.BodySubscribers.ofByteArray();
    private Flow.@Nullable Subscription subscription;
    private long length;

    @Override
    public CompletionStage<byte[]> getBody() {
        return bytes.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription started) {
        subscription = started;
        bytes.onSubscribe(started);
    }

    @Override
    public void onNext(List<ByteBuffer> items) {
        for (ByteBuffer item : items) {
            length += item.remaining();
        }
        if (length <= MAX_LENGTH) {
            bytes.onNext(items);
        } else if (subscription != null) {
            subscription.cancel();
            bytes.onError(new IOException("longer than a set of keys can be"));
        }
    }

    @Override
    public void onError(Throwable failure) {
        bytes.onError(failure);
    }

    @Override
    public void onComplete() {
        bytes.onComplete();
    }
}
