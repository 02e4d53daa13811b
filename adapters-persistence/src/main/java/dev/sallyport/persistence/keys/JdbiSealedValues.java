package dev.sallyport.persistence.keys;

import dev.sallyport.application.keys.SealedValue;
import dev.sallyport.application.keys.SealedValues;
import dev.sallyport.persistence.sql.Columns;
import dev.sallyport.persistence.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Sealed values in one column of one table, found by the mark that stands in front of each. */
public final class JdbiSealedValues implements SealedValues {
    private final Statements statements;
    private final Place place;

    public JdbiSealedValues(Statements statements, Place place) {
        this.statements = statements;
        this.place = place;
    }

    /**
     * Where they are.
     *
     * @param what is kept there, in the plural
     * @param find selects {@code id}, {@code sealed} and whatever the context takes, of values without {@code :mark} in front, in
     *     the order of their ids behind {@code :after}, {@code :most} at the most
     * @param replace puts {@code :sealed} in the place of {@code :found} at {@code :id}
     * @param context what a row's value is bound to
     */
    public record Place(String what, String find, String replace, Context context) {}

    /** What the sealed value of a row is bound to. */
    public interface Context {
        String of(UUID id, ResultSet row) throws SQLException;
    }

    @Override
    public String what() {
        return place.what();
    }

    @Override
    public List<SealedValue> without(byte[] mark, UUID after, int most) {
        return statements.ask(handle -> handle.createQuery(place.find())
                .bind("mark", mark)
                .bind("after", after)
                .bind("most", most)
                .map((row, context) -> value(row))
                .list());
    }

    private SealedValue value(ResultSet row) throws SQLException {
        UUID id = Columns.uuid(row, "id");
        return new SealedValue(id, place.context().of(id, row), Columns.bytes(row, "sealed"));
    }

    @Override
    public boolean replace(SealedValue found, byte[] sealed) {
        int replaced = statements.ask(handle -> handle.createUpdate(place.replace())
                .bind("id", found.id())
                .bind("found", found.sealed())
                .bind("sealed", sealed)
                .execute());
        return replaced == 1;
    }
}
