package dev.sallyport.security.account;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.Block;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;

/**
 * The memory that one thread hashes in, kept from one hash to the next: tens of megabytes of garbage for each hash would have a small
 * heap do little else than collect it. The generator wipes what it gives back. Used by one thread at a time.
 */
final class Argon2Memory implements BlockPool {
    /** The generator's own, besides those of the algorithm. */
    private static final int WORKING_BLOCKS = 4;

    private final int most;
    private final Deque<Block> free = new ArrayDeque<>();

    /** Keeps as much as a hash of that cost takes, and no more after a dearer one. */
    Argon2Memory(Argon2Cost cost) {
        this.most = cost.memoryKiB() + WORKING_BLOCKS;
    }

    @Override
    public Block allocate() {
        Block block = free.poll();
        return block == null ? new Block() : block;
    }

    @Override
    public void deallocate(Block block) {
        if (free.size() < most) {
            free.add(block);
        }
    }
}
