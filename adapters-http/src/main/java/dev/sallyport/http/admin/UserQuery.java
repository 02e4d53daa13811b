package dev.sallyport.http.admin;

import dev.sallyport.application.access.Actor;
import dev.sallyport.application.admin.ListUsers;
import dev.sallyport.application.admin.UserDirectory;
import dev.sallyport.application.admin.UserDirectory.Standing;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.SearchText;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import dev.sallyport.http.json.Page;

/** Which users are asked for: {@code ?query=&status=&role=}, each optional, and which page of them. */
record UserQuery(UserDirectory.Filter filter, Page page) {

    static UserQuery from(Fields query) {
        Field<SearchText> text = query.optional("query", SearchText::parse);
        Field<Standing> status = query.optional("status", UserQuery::parseStatus);
        Field<RoleName> role = query.optional("role", RoleName::parse);
        Page page = Page.from(query);
        return new UserQuery(new UserDirectory.Filter(text.orNull(), status.orNull(), role.orNull()), page);
    }

    /** As users are shown with. */
    private static Parsed<Standing> parseStatus(String text) {
        return switch (text) {
            case "active" -> Parsed.valid(Standing.ACTIVE);
            case "suspended" -> Parsed.valid(Standing.SUSPENDED);
            default -> Parsed.invalid(Flaw.MALFORMED);
        };
    }

    ListUsers.Command command(Actor actor) {
        UserId before = page.after() == null ? null : new UserId(page.after());
        return new ListUsers.Command(actor, filter, before, page.limit());
    }
}
