#include "scoring/reviewer/feature.h"

#include <math.h>

#include "scoring/framework/private.h"

static const struct feature *find(
	const struct framework *framework, int criterion, int index)
{
	int common = feature_common(framework);

	return index < common ? framework->features->pdata[index]
			      : framework_entry(framework, criterion)
					->features->pdata[index - common];
}

int feature_common(const struct framework *framework)
{
	return framework->features->len;
}

int feature_own(const struct framework *framework, int criterion)
{
	return framework_entry(framework, criterion)->features->len;
}

const char *feature_name(
	const struct framework *framework, int criterion, int index)
{
	return find(framework, criterion, index)->id;
}

void feature_describe(
	const struct reading *reading, int criterion, int index, GString *out)
{
	const struct feature *feature =
		find(reading_framework(reading), criterion, index);
	int count = feature_count(reading, criterion, index);

	if (count == feature->cap)
		g_string_append(out, "at least ");
	count_describe(feature->count, count, out);
}

int feature_count(const struct reading *reading, int criterion, int index)
{
	const struct feature *feature =
		find(reading_framework(reading), criterion, index);
	int count = count_value(feature->count, reading, criterion);

	return MIN(count, feature->cap);
}

double feature_value(int count)
{
	return log1p(count);
}
