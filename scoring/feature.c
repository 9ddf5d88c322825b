#include "scoring/feature.h"

#include <math.h>

#include "scoring/framework-private.h"
#include "scoring/ladder.h"

/* Index 0 is the ladder's score, which no element of the file stands for. */
static const struct feature *find(
	const struct framework *framework, int criterion, int index)
{
	int common = feature_common(framework);

	if (index == 0)
		return NULL;
	return index < common ? framework->features->pdata[index - 1]
			      : framework_entry(framework, criterion)
					->features->pdata[index - common];
}

int feature_common(const struct framework *framework)
{
	return framework->features->len + 1;
}

int feature_own(const struct framework *framework, int criterion)
{
	return framework_entry(framework, criterion)->features->len;
}

const char *feature_name(
	const struct framework *framework, int criterion, int index)
{
	const struct feature *feature = find(framework, criterion, index);

	return feature ? feature->id : "ladder";
}

const char *feature_label(
	const struct framework *framework, int criterion, int index)
{
	const struct feature *feature = find(framework, criterion, index);

	return feature ? feature->count.label : "by the ladder";
}

int feature_count(const struct reading *reading, int criterion, int index)
{
	const struct feature *feature =
		find(reading_framework(reading), criterion, index);
	int count;

	if (!feature)
		return ladder_climb(reading, criterion);
	count = count_value(&feature->count, reading, criterion);
	return MIN(count, feature->cap);
}

double feature_value(int count)
{
	return log1p(count);
}
