/** What somebody may do: roles and permissions. */
@NullMarked
package dev.sallyport.domain.access;

import org.jspecify.annotations.NullMarked;
