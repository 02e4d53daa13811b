package dev.sallyport.application;

import java.util.function.Supplier;

/**
 * All or nothing. What the ports do inside one piece of work is kept together when it returns, and undone together when it
 * throws; a refusal that is returned is kept.
 *
 * <p>Writes that answer nothing may be held back and sent together at the end, so what one port wrote in a piece of work is not
 * promised to be seen by another before it ends. Nothing slow (hashing, signing, calling out) belongs inside.
 */
public interface Transactor {
    /**
     * Does the work in one transaction. Transactions do not nest.
     *
     * @throws ServiceUnavailable if the store cannot be reached; nothing was kept, or the commit's fate is unknown
     */
    <T> T inTransaction(Supplier<T> work);
}
