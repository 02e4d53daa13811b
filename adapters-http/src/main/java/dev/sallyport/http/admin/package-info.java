/** {@code /api/v1/admin/users}. */
@NullMarked
package dev.sallyport.http.admin;

import org.jspecify.annotations.NullMarked;
