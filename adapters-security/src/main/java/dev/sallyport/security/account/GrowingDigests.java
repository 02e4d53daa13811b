package dev.sallyport.security.account;

import java.util.Arrays;

/** Collects digests; those that it has already take no room. */
final class GrowingDigests {
    private long[] digests = new long[1024];
    private int size;

    void add(long digest) {
        if (size == digests.length) {
            sortAndDropDuplicates();
            if (size > digests.length / 2) {
                digests = Arrays.copyOf(digests, 2 * digests.length);
            }
        }
        digests[size++] = digest;
    }

    /** All of them, each once, in ascending order. */
    long[] sorted() {
        sortAndDropDuplicates();
        return Arrays.copyOf(digests, size);
    }

    private void sortAndDropDuplicates() {
        Arrays.sort(digests, 0, size);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (kept == 0 || digests[i] != digests[kept - 1]) {
                digests[kept++] = digests[i];
            }
        }
        size = kept;
    }
}
